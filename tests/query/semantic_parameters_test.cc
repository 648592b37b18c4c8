#include "query/semantic_parameters.h"

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

TEST(ForFamiliarity, LeavesAFamiliarQuestionAsItIs) {
  const SemanticParameters parameters;
  const SemanticParameters same = ForFamiliarity(parameters, 1);
  EXPECT_EQ(same.alpha, parameters.alpha);
  EXPECT_EQ(same.moment_alpha, parameters.moment_alpha);
  EXPECT_EQ(same.floor, parameters.floor);
  EXPECT_EQ(same.moment_floor, parameters.moment_floor);
}

TEST(ForFamiliarity, TrustsATableLessTheFewerWordsItKnows) {
  const SemanticParameters parameters;
  const SemanticParameters half = ForFamiliarity(parameters, 0.5);
  EXPECT_DOUBLE_EQ(half.alpha, parameters.alpha / 4);
  EXPECT_DOUBLE_EQ(half.moment_alpha, parameters.moment_alpha / 4);
  EXPECT_DOUBLE_EQ(half.floor, 2 * parameters.floor);
  EXPECT_DOUBLE_EQ(half.moment_floor, 2 * parameters.moment_floor);
}

TEST(ForFamiliarity, PutsTheFloorOutOfReachOfRandomLetters) {
  for (const char* name : {"static", "minilm", "gte-small"}) {
    const EncoderIdentity identity{name, 384, "0"};
    const SemanticParameters nonsense = ForFamiliarity(ParametersFor(identity, identity), 0.25);
    EXPECT_GT(nonsense.floor, 1) << name;
    EXPECT_GT(nonsense.moment_floor, 1) << name;
    EXPECT_GT(ForFamiliarity(nonsense, 0).floor, 1) << name;
  }
}

TEST(ForFamiliarity, LeavesTheShareOfAnEncoderThatReadsPiecesInContext) {
  const EncoderIdentity identity{"minilm", 384, "0"};
  const SemanticParameters parameters = ParametersFor(identity, identity);
  EXPECT_EQ(ForFamiliarity(parameters, 0.5).alpha, parameters.alpha);
}

}  // namespace
}  // namespace cuepoint

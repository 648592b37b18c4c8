#include "indexer/stop_words.h"

namespace cuepoint {
namespace {

// Own lists of articles, pronouns, prepositions, conjunctions and auxiliary verbs. They are folded
// (German "für" is "fur") because terms are by the time they are looked up.

constexpr std::string_view kGerman[] = {
    "aber",   "alle",   "allem",  "allen",   "aller",   "alles",   "als",     "also",    "am",
    "an",     "ander",  "andere", "anderem", "anderen", "anderer", "anderes", "auch",    "auf",
    "aus",    "bei",    "bin",    "bis",     "bist",    "da",      "damit",   "dann",    "das",
    "dass",   "dein",   "deine",  "deinem",  "deinen",  "deiner",  "dem",     "den",     "denn",
    "der",    "des",    "dich",   "die",     "dies",    "diese",   "diesem",  "diesen",  "dieser",
    "dieses", "dir",    "doch",   "dort",    "du",      "durch",   "ein",     "eine",    "einem",
    "einen",  "einer",  "eines",  "er",      "es",      "etwas",   "euch",    "euer",    "eure",
    "eurem",  "euren",  "eurer",  "fur",     "gegen",   "gewesen", "hab",     "habe",    "haben",
    "hat",    "hatte",  "hatten", "hier",    "hin",     "hinter",  "ich",     "ihm",     "ihn",
    "ihnen",  "ihr",    "ihre",   "ihrem",   "ihren",   "ihrer",   "im",      "in",      "ins",
    "ist",    "ja",     "jede",   "jedem",   "jeden",   "jeder",   "jedes",   "jene",    "kann",
    "kein",   "keine",  "keinem", "keinen",  "keiner",  "konnen",  "konnte",  "machen",  "man",
    "manche", "mein",   "meine",  "meinem",  "meinen",  "meiner",  "mich",    "mir",     "mit",
    "muss",   "musste", "nach",   "nicht",   "nichts",  "noch",    "nun",     "nur",     "ob",
    "oder",   "ohne",   "sehr",   "sein",    "seine",   "seinem",  "seinen",  "seiner",  "selbst",
    "sich",   "sie",    "sind",   "so",      "solche",  "soll",    "sollte",  "sondern", "sonst",
    "uber",   "um",     "und",    "uns",     "unser",   "unsere",  "unserem", "unseren", "unter",
    "viel",   "vom",    "von",    "vor",     "wahrend", "war",     "waren",   "warst",   "was",
    "weg",    "weil",   "weiter", "welche",  "welchem", "welchen", "welcher", "welches", "wenn",
    "werde",  "werden", "wie",    "wieder",  "will",    "wir",     "wird",    "wirst",   "wo",
    "wollen", "wollte", "wurde",  "wurden",  "zu",      "zum",     "zur",     "zwar",    "zwischen",
};

constexpr std::string_view kEnglish[] = {
    "a",        "about",      "after",     "again",      "all",     "also",    "am",     "an",
    "and",      "any",        "are",       "aren",       "arent",   "as",      "at",     "be",
    "because",  "been",       "before",    "being",      "between", "both",    "but",    "by",
    "can",      "cannot",     "cant",      "could",      "couldn",  "couldnt", "did",    "didn",
    "didnt",    "do",         "does",      "doesn",      "doesnt",  "doing",   "don",    "dont",
    "during",   "each",       "few",       "for",        "from",    "had",     "hadn",   "hadnt",
    "has",      "hasn",       "hasnt",     "have",       "haven",   "havent",  "having", "he",
    "her",      "here",       "hers",      "herself",    "him",     "himself", "his",    "how",
    "i",        "if",         "in",        "into",       "is",      "isn",     "isnt",   "it",
    "its",      "itself",     "just",      "me",         "more",    "most",    "my",     "myself",
    "nor",      "not",        "of",        "on",         "once",    "only",    "or",     "other",
    "our",      "ours",       "ourselves", "over",       "own",     "same",    "she",    "should",
    "shouldn",  "shouldnt",   "so",        "some",       "such",    "than",    "that",   "the",
    "their",    "theirs",     "them",      "themselves", "then",    "there",   "these",  "they",
    "this",     "those",      "through",   "to",         "too",     "until",   "very",   "was",
    "wasn",     "wasnt",      "we",        "were",       "weren",   "werent",  "what",   "when",
    "where",    "which",      "while",     "who",        "whom",    "why",     "will",   "with",
    "won",      "wont",       "would",     "wouldn",     "wouldnt", "you",     "your",   "yours",
    "yourself", "yourselves",
};

constexpr std::string_view kSpanish[] = {
    "a",        "al",       "algo",    "alguna",   "algunas",  "alguno",   "algunos", "ante",
    "antes",    "aquel",    "aquella", "aquellas", "aquellos", "aqui",     "asi",     "aun",
    "aunque",   "cada",     "como",    "con",      "contra",   "cual",     "cuales",  "cuando",
    "de",       "del",      "desde",   "donde",    "dos",      "durante",  "e",       "el",
    "ella",     "ellas",    "ellos",   "en",       "entre",    "era",      "eran",    "eras",
    "eres",     "es",       "esa",     "esas",     "ese",      "eso",      "esos",    "esta",
    "estaba",   "estado",   "estamos", "estan",    "estar",    "estas",    "este",    "esto",
    "estos",    "estoy",    "fue",     "fueron",   "fui",      "ha",       "haber",   "habia",
    "habian",   "han",      "has",     "hasta",    "hay",      "he",       "hemos",   "la",
    "las",      "le",       "les",     "lo",       "los",      "mas",      "me",      "mi",
    "mientras", "mis",      "mucho",   "muchos",   "muy",      "nada",     "ni",      "no",
    "nos",      "nosotros", "nuestra", "nuestras", "nuestro",  "nuestros", "o",       "os",
    "otra",     "otras",    "otro",    "otros",    "para",     "pero",     "poco",    "por",
    "porque",   "pues",     "que",     "quien",    "quienes",  "se",       "sea",     "ser",
    "si",       "sido",     "sin",     "sobre",    "son",      "soy",      "su",      "sus",
    "suya",     "suyo",     "tambien", "tan",      "tanto",    "te",       "tenemos", "tener",
    "tengo",    "ti",       "tiene",   "tienen",   "toda",     "todas",    "todo",    "todos",
    "tu",       "tus",      "un",      "una",      "unas",     "uno",      "unos",    "vosotros",
    "y",        "ya",       "yo",
};

constexpr std::string_view kFrench[] = {
    "a",     "aient",   "ait",     "alors",   "as",      "au",    "aucun",  "aura",   "aussi",
    "autre", "aux",     "avaient", "avais",   "avait",   "avant", "avec",   "avez",   "avoir",
    "avons", "ayant",   "ce",      "ceci",    "cela",    "celle", "celles", "celui",  "ces",
    "cet",   "cette",   "ceux",    "chaque",  "comme",   "dans",  "de",     "depuis", "des",
    "donc",  "dont",    "du",      "elle",    "elles",   "en",    "encore", "entre",  "est",
    "et",    "etaient", "etais",   "etait",   "etant",   "ete",   "etes",   "etre",   "eu",
    "eux",   "fait",    "il",      "ils",     "je",      "la",    "le",     "les",    "leur",
    "leurs", "lui",     "ma",      "mais",    "me",      "meme",  "memes",  "mes",    "moi",
    "moins", "mon",     "ne",      "ni",      "nos",     "notre", "nous",   "on",     "ont",
    "ou",    "par",     "pas",     "pendant", "peu",     "peut",  "plus",   "pour",   "pourquoi",
    "quand", "que",     "quel",    "quelle",  "quelles", "quels", "qui",    "quoi",   "sa",
    "sans",  "se",      "sera",    "serait",  "ses",     "si",    "soi",    "soit",   "sommes",
    "son",   "sont",    "sous",    "suis",    "sur",     "ta",    "te",     "tes",    "toi",
    "ton",   "tous",    "tout",    "toute",   "toutes",  "tres",  "tu",     "un",     "une",
    "vos",   "votre",   "vous",    "y",
};

constexpr std::string_view kItalian[] = {
    "a",      "ad",     "agli",    "al",     "alla",   "alle",   "allo",   "anche",  "ancora",
    "avere",  "aveva",  "avevano", "che",    "chi",    "ci",     "coi",    "col",    "come",
    "con",    "contro", "cui",     "da",     "dagli",  "dai",    "dal",    "dalla",  "dalle",
    "dallo",  "degli",  "dei",     "del",    "della",  "delle",  "dello",  "di",     "dopo",
    "dove",   "due",    "e",       "ed",     "era",    "erano",  "essere", "fa",     "fra",
    "gli",    "ha",     "hai",     "hanno",  "ho",     "i",      "il",     "in",     "io",
    "la",     "le",     "lei",     "li",     "lo",     "loro",   "lui",    "ma",     "me",
    "mentre", "mi",     "mia",     "mie",    "miei",   "mio",    "molto",  "ne",     "negli",
    "nei",    "nel",    "nella",   "nelle",  "nello",  "no",     "noi",    "non",    "nostra",
    "nostre", "nostri", "nostro",  "o",      "ogni",   "per",    "perche", "pero",   "piu",
    "poco",   "poi",    "prima",   "qual",   "quale",  "quali",  "quando", "quanto", "quella",
    "quelle", "quelli", "quello",  "questa", "queste", "questi", "questo", "qui",    "sara",
    "se",     "sei",    "senza",   "si",     "sia",    "siamo",  "sono",   "sopra",  "sotto",
    "sta",    "stata",  "stati",   "stato",  "su",     "sua",    "sue",    "sugli",  "sui",
    "sul",    "sulla",  "sulle",   "sullo",  "suo",    "suoi",   "tra",    "tu",     "tua",
    "tue",    "tuo",    "tuoi",    "tutti",  "tutto",  "un",     "una",    "uno",    "vi",
    "voi",    "vostra", "vostro",
};

constexpr std::string_view kDutch[] = {
    "aan",    "al",    "alle",  "alleen", "als",   "altijd", "ander",  "andere", "ben",    "bij",
    "daar",   "dan",   "dat",   "de",     "der",   "deze",   "die",    "dit",    "doen",   "door",
    "dus",    "een",   "en",    "er",     "ge",    "geen",   "haar",   "had",    "hadden", "heb",
    "hebben", "heeft", "hem",   "het",    "hier",  "hij",    "hoe",    "hun",    "ik",     "in",
    "is",     "ja",    "je",    "jij",    "jou",   "jouw",   "jullie", "kan",    "kon",    "kunnen",
    "maar",   "me",    "meer",  "men",    "met",   "mij",    "mijn",   "moet",   "na",     "naar",
    "niet",   "niets", "nog",   "nu",     "of",    "om",     "omdat",  "ons",    "onze",   "ook",
    "op",     "over",  "reeds", "te",     "tegen", "toch",   "toen",   "tot",    "u",      "uit",
    "uw",     "van",   "veel",  "voor",   "waar",  "want",   "waren",  "was",    "wat",    "we",
    "wel",    "werd",  "wie",   "wij",    "wil",   "worden", "wordt",  "zal",    "ze",     "zei",
    "zelf",   "zich",  "zij",   "zijn",   "zo",    "zonder", "zou",
};

constexpr std::string_view kPortuguese[] = {
    "a",     "ainda",  "algo",   "algum",   "alguma", "algumas", "alguns", "ante",    "antes",
    "ao",    "aos",    "aquela", "aquelas", "aquele", "aqueles", "aquilo", "as",      "assim",
    "ate",   "cada",   "com",    "como",    "contra", "da",      "das",    "de",      "dela",
    "delas", "dele",   "deles",  "depois",  "desde",  "do",      "dos",    "e",       "ela",
    "elas",  "ele",    "eles",   "em",      "entre",  "era",     "eram",   "essa",    "essas",
    "esse",  "esses",  "esta",   "estamos", "estao",  "estar",   "estava", "estavam", "este",
    "estes", "estou",  "eu",     "foi",     "foram",  "fosse",   "ha",     "isso",    "isto",
    "ja",    "lhe",    "lhes",   "mais",    "mas",    "me",      "mesmo",  "meu",     "meus",
    "minha", "minhas", "muito",  "muitos",  "na",     "nao",     "nas",    "nem",     "no",
    "nos",   "nossa",  "nossas", "nosso",   "nossos", "num",     "numa",   "o",       "onde",
    "os",    "ou",     "outra",  "outras",  "outro",  "outros",  "para",   "pela",    "pelas",
    "pelo",  "pelos",  "pode",   "por",     "porque", "pouco",   "qual",   "quando",  "que",
    "quem",  "sao",    "se",     "seja",    "sem",    "ser",     "sera",   "seu",     "seus",
    "sido",  "so",     "sob",    "sobre",   "somos",  "sou",     "sua",    "suas",    "tambem",
    "te",    "tem",    "temos",  "tenho",   "ter",    "teu",     "teus",   "tinha",   "toda",
    "todas", "todo",   "todos",  "tu",      "tua",    "tuas",    "um",     "uma",     "umas",
    "uns",   "voce",   "voces",
};

constexpr std::string_view kRussian[] = {
    "а",    "без",    "более", "бы",    "был",   "была",  "были",  "было", "быть", "в",
    "вам",  "вас",    "весь",  "во",    "вот",   "все",   "всего", "всех", "вы",   "где",
    "да",   "даже",   "для",   "до",    "его",   "ее",    "если",  "есть", "еще",  "же",
    "за",   "и",      "из",    "или",   "им",    "их",    "к",     "как",  "ко",   "когда",
    "кто",  "ли",     "либо",  "мне",   "может", "мы",    "на",    "надо", "наш",  "не",
    "него", "нее",    "нет",   "ни",    "них",   "но",    "ну",    "о",    "об",   "однако",
    "он",   "она",    "они",   "оно",   "от",    "очень", "по",    "под",  "при",  "с",
    "со",   "так",    "также", "такой", "там",   "те",    "тем",   "то",   "того", "тоже",
    "той",  "только", "том",   "ты",    "у",     "уже",   "хотя",  "чего", "чей",  "чем",
    "что",  "чтобы",  "чье",   "эта",   "эти",   "это",   "этого", "этой", "этом", "этот",
    "я",
};

constexpr std::string_view kSwedish[] = {
    "alla",  "allt",   "an",     "ar",    "at",    "att",    "av",    "blev",   "bli",   "blir",
    "da",    "dar",    "de",     "dem",   "den",   "denna",  "deras", "dess",   "dessa", "det",
    "detta", "dig",    "din",    "dina",  "ditt",  "du",     "efter", "ej",     "eller", "en",
    "er",    "era",    "ett",    "for",   "fran",  "ha",     "hade",  "han",    "hans",  "har",
    "henne", "hennes", "hon",    "honom", "hur",   "i",      "icke",  "ingen",  "inte",  "jag",
    "ju",    "kan",    "kunde",  "man",   "med",   "mellan", "men",   "mig",    "min",   "mina",
    "mitt",  "mot",    "mycket", "nagon", "nagot", "nagra",  "nar",   "ni",     "nu",    "och",
    "om",    "oss",    "over",   "pa",    "sa",    "sedan",  "sig",   "sin",    "sina",  "sitt",
    "sjalv", "skulle", "som",    "till",  "under", "upp",    "ut",    "utan",   "vad",   "var",
    "vara",  "varfor", "vart",   "vem",   "vi",    "vid",    "vilka", "vilken",
};

constexpr std::string_view kCatalanElisions[] = {
    "d", "l", "m", "n", "s", "t",
};

constexpr std::string_view kFrenchElisions[] = {
    "c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quelqu", "quoiqu", "s", "t",
};

constexpr std::string_view kItalianElisions[] = {
    "agl", "all", "anch", "c",    "coll",  "d",     "dagl", "dall", "degl", "dell", "gl", "l",
    "m",   "n",   "negl", "nell", "quell", "quest", "s",    "sugl", "sull", "t",    "un", "v",
};

struct Entry {
  std::string_view language;
  std::span<const std::string_view> words;
};

constexpr Entry kStopWords[] = {
    {"de", kGerman}, {"en", kEnglish},    {"es", kSpanish}, {"fr", kFrench},  {"it", kItalian},
    {"nl", kDutch},  {"pt", kPortuguese}, {"ru", kRussian}, {"sv", kSwedish},
};

constexpr Entry kElisions[] = {
    {"ca", kCatalanElisions},
    {"fr", kFrenchElisions},
    {"it", kItalianElisions},
};

std::span<const std::string_view> Find(std::span<const Entry> entries, std::string_view language) {
  for (const Entry& entry : entries) {
    if (entry.language == language) return entry.words;
  }
  return {};
}

}  // namespace

std::span<const std::string_view> StopWords(std::string_view language) {
  return Find(kStopWords, language);
}

std::span<const std::string_view> Elisions(std::string_view language) {
  return Find(kElisions, language);
}

}  // namespace cuepoint

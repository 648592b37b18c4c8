// Apache Lucene as one of the engines of bench/peers/run; lucene.py compiles and starts it.
//
//   LucenePeer index DUMP DIR        DUMP: lines of fields separated by the unit separator
//   LucenePeer query DIR QUERIES.tsv RUN.jsonl THREADS ROUNDS moments|episodes prefix|whole
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.AtomicReaderContext;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.TermsFilter;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.FilteredQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.postingshighlight.PostingsHighlighter;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.spell.DirectSpellChecker;
import org.apache.lucene.search.spell.SuggestMode;
import org.apache.lucene.search.spell.SuggestWord;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;

public final class LucenePeer {
  static final int HITS = 10;
  static final float TITLE_BOOST = 3;
  /** The just-in-time compiler has to have seen the work for a while before it is measured. */
  static final long LEAST_WARMING_NS = 3_000_000_000L;

  record Hit(String key, String title, String snippet, double startS) {}

  record Answer(double us, List<Hit> hits) {}

  static final Analyzer ANALYZER = new EnglishAnalyzer();

  // ---- Indexing ----------------------------------------------------------------------------

  static void index(String dump, String folder) throws IOException {
    List<String> lines = Files.readAllLines(Paths.get(dump), StandardCharsets.UTF_8);
    long begin = System.nanoTime();
    FieldType highlighted = new FieldType(TextField.TYPE_STORED);
    highlighted.setIndexOptions(FieldInfo.IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    try (IndexWriter episodes = writer(folder + "/episodes");
        IndexWriter chapters = writer(folder + "/chapters")) {
      long number = 0;
      for (String line : lines) {
        // key, kind, start_s, title, episode's title, text
        String[] fields = line.split("\u001f", -1);
        boolean isEpisode = fields[1].equals("episode");
        number += isEpisode ? 1 : 0;
        Document document = new Document();
        document.add(new StoredField("key", fields[0]));
        document.add(new StringField("episode", Long.toString(number), Field.Store.NO));
        document.add(new NumericDocValuesField("number", number));
        document.add(new TextField("title", fields[3], Field.Store.YES));
        document.add(new Field("text", fields[5], highlighted));
        if (isEpisode) {
          document.add(new StoredField("number", number));
          episodes.addDocument(document);
        } else {
          double startS = Double.parseDouble(fields[2]);
          document.add(new StoredField("start", startS));
          document.add(new NumericDocValuesField("start", Double.doubleToLongBits(startS)));
          document.add(new TextField("etitle", fields[4], Field.Store.YES));
          chapters.addDocument(document);
        }
      }
      episodes.forceMerge(1);
      chapters.forceMerge(1);
    }
    System.out.printf("{\"seconds\": %.6f}%n", (System.nanoTime() - begin) / 1e9);
  }

  static IndexWriter writer(String folder) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(Version.LATEST, ANALYZER);
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setSimilarity(new BM25Similarity());
    config.setRAMBufferSizeMB(128);
    return new IndexWriter(new MMapDirectory(new File(folder)), config);
  }

  // ---- Asking ------------------------------------------------------------------------------

  final IndexSearcher episodes;
  final IndexSearcher chapters;
  final DirectSpellChecker speller = new DirectSpellChecker();
  final PostingsHighlighter highlighter = new PostingsHighlighter(1 << 20);
  final Set<String> episodeFields = new HashSet<>(Arrays.asList("key", "title", "number"));
  final Set<String> chapterFields = new HashSet<>(Arrays.asList("key", "title", "etitle", "start"));

  LucenePeer(String folder) throws IOException {
    episodes = searcher(folder + "/episodes");
    chapters = searcher(folder + "/chapters");
  }

  static IndexSearcher searcher(String folder) throws IOException {
    IndexSearcher searcher =
        new IndexSearcher(DirectoryReader.open(new MMapDirectory(new File(folder))));
    searcher.setSimilarity(new BM25Similarity());
    return searcher;
  }

  static List<String> terms(String text) throws IOException {
    List<String> terms = new ArrayList<>();
    try (TokenStream stream = ANALYZER.tokenStream("text", new StringReader(text))) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) terms.add(term.toString());
      stream.end();
    }
    return terms;
  }

  /** What is asked of `searcher`: any of the words, in any of the fields. */
  Query parse(IndexSearcher searcher, String text, boolean prefix) throws IOException {
    String typed = "";
    if (prefix) {
      int last = text.length();
      while (last > 0 && Character.isLetterOrDigit(text.charAt(last - 1))) --last;
      typed = text.substring(last).toLowerCase();
      text = text.substring(0, last);
    }
    boolean ofChapters = searcher == chapters;
    BooleanQuery query = new BooleanQuery();
    for (String term : terms(text)) {
      String known = prefix ? term : corrected(searcher, term);
      addTerm(query, "title", known, ofChapters ? 2 : TITLE_BOOST);
      addTerm(query, "text", known, 1);
      if (ofChapters) addTerm(query, "etitle", known, 1);
    }
    if (!typed.isEmpty()) {
      addPrefix(query, "title", typed, ofChapters ? 2 : TITLE_BOOST);
      addPrefix(query, "text", typed, 1);
    }
    return query;
  }

  String corrected(IndexSearcher searcher, String word) throws IOException {
    Term term = new Term("text", word);
    if (searcher.getIndexReader().docFreq(term) > 0
        || searcher.getIndexReader().docFreq(new Term("title", word)) > 0) {
      return word;
    }
    SuggestWord[] others =
        speller.suggestSimilar(
            term, 1, searcher.getIndexReader(), SuggestMode.SUGGEST_WHEN_NOT_IN_INDEX);
    return others.length == 0 ? word : others[0].string;
  }

  static void addTerm(BooleanQuery query, String field, String term, float boost) {
    Query leaf = new TermQuery(new Term(field, term));
    leaf.setBoost(boost);
    query.add(leaf, Occur.SHOULD);
  }

  static void addPrefix(BooleanQuery query, String field, String typed, float boost) {
    PrefixQuery leaf = new PrefixQuery(new Term(field, typed));
    leaf.setRewriteMethod(new MultiTermQuery.TopTermsScoringBooleanQueryRewrite(64));
    leaf.setBoost(boost);
    query.add(leaf, Occur.SHOULD);
  }

  List<Hit> search(String text, boolean moments, boolean prefix) throws IOException {
    IndexSearcher searcher = moments ? chapters : episodes;
    Query query = parse(searcher, text, prefix);
    TopDocs top = searcher.search(query, HITS);
    if (top.scoreDocs.length == 0) return Collections.emptyList();
    String[] snippets = highlighter.highlight("text", query, searcher, top, 1);
    List<Hit> hits = new ArrayList<>();
    BestStarts starts = null;
    Document[] found = new Document[top.scoreDocs.length];
    for (int i = 0; i < found.length; ++i) {
      found[i] = searcher.doc(top.scoreDocs[i].doc, moments ? chapterFields : episodeFields);
    }
    if (!moments) {
      starts = new BestStarts();
      List<Term> theirs = new ArrayList<>();
      for (Document document : found) theirs.add(new Term("episode", document.get("number")));
      chapters.search(
          new FilteredQuery(
              query, new TermsFilter(theirs), FilteredQuery.LEAP_FROG_FILTER_FIRST_STRATEGY),
          starts);
    }
    for (int i = 0; i < found.length; ++i) {
      Document document = found[i];
      String title = document.get(moments ? "etitle" : "title");
      String snippet = snippets[i];
      if (snippet == null || snippet.isEmpty()) snippet = document.get("title");
      double start =
          moments
              ? document.getField("start").numericValue().doubleValue()
              : starts.of(document.getField("number").numericValue().longValue());
      hits.add(new Hit(document.get("key"), title, snippet, start));
    }
    return hits;
  }

  /** The start of the best chapter of each episode that has one. */
  static final class BestStarts extends Collector {
    private final java.util.HashMap<Long, float[]> scores = new java.util.HashMap<>();
    private final java.util.HashMap<Long, Double> starts = new java.util.HashMap<>();
    private Scorer scorer;
    private NumericDocValues numbers;
    private NumericDocValues startBits;

    double of(long number) {
      return starts.getOrDefault(number, Double.NaN);
    }

    @Override
    public void setScorer(Scorer next) {
      scorer = next;
    }

    @Override
    public void setNextReader(AtomicReaderContext context) throws IOException {
      numbers = context.reader().getNumericDocValues("number");
      startBits = context.reader().getNumericDocValues("start");
    }

    @Override
    public void collect(int doc) throws IOException {
      long number = numbers.get(doc);
      float score = scorer.score();
      float[] best = scores.computeIfAbsent(number, unused -> new float[] {-1});
      if (score <= best[0]) return;
      best[0] = score;
      starts.put(number, Double.longBitsToDouble(startBits.get(doc)));
    }

    @Override
    public boolean acceptsDocsOutOfOrder() {
      return true;
    }
  }

  // ---- Timing ------------------------------------------------------------------------------

  Answer[] ask(List<String[]> queries, int threads, boolean moments, boolean prefix)
      throws Exception {
    Answer[] answers = new Answer[queries.size()];
    AtomicInteger next = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; ++i) {
      Thread worker =
          new Thread(
              () -> {
                for (int at = next.getAndIncrement(); at < answers.length; at = next.getAndIncrement()) {
                  long begin = System.nanoTime();
                  try {
                    List<Hit> hits = search(queries.get(at)[1], moments, prefix);
                    answers[at] = new Answer((System.nanoTime() - begin) / 1e3, hits);
                  } catch (IOException error) {
                    throw new java.io.UncheckedIOException(error);
                  }
                }
              });
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) worker.join();
    return answers;
  }

  static void query(String[] arguments) throws Exception {
    List<String[]> queries = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(Paths.get(arguments[2]))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) queries.add(line.split("\t", 2));
      }
    }
    int threads = Integer.parseInt(arguments[4]);
    int rounds = Integer.parseInt(arguments[5]);
    boolean moments = arguments[6].equals("moments");
    boolean prefix = arguments[7].equals("prefix");
    long begin = System.nanoTime();
    LucenePeer peer = new LucenePeer(arguments[1]);
    peer.ask(queries.subList(0, 1), 1, moments, prefix);
    double openMs = (System.nanoTime() - begin) / 1e6;
    begin = System.nanoTime();
    for (int i = 0; i < rounds || System.nanoTime() - begin < LEAST_WARMING_NS; ++i) {
      peer.ask(queries, threads, moments, prefix);
    }
    begin = System.nanoTime();
    Answer[] answers = peer.ask(queries, threads, moments, prefix);
    double wallS = (System.nanoTime() - begin) / 1e9;
    try (BufferedWriter out = Files.newBufferedWriter(Paths.get(arguments[3]))) {
      for (int i = 0; i < answers.length; ++i) out.write(line(queries.get(i)[0], answers[i]));
    }
    System.out.printf(
        "{\"open_ms\": %.3f, \"wall_s\": %.6f, \"threads\": %d}%n", openMs, wallS, threads);
  }

  static String line(String id, Answer answer) {
    StringBuilder json = new StringBuilder();
    json.append("{\"_id\": ").append(quoted(id)).append(", \"us\": ").append(answer.us);
    json.append(", \"hits\": [");
    for (Hit hit : answer.hits) {
      if (hit != answer.hits.get(0)) json.append(", ");
      json.append("{\"id\": ").append(quoted(hit.key)).append(", \"title\": ");
      json.append(quoted(hit.title)).append(", \"snippet\": ").append(quoted(hit.snippet));
      json.append(", \"start_s\": ").append(Double.isNaN(hit.startS) ? "null" : hit.startS);
      json.append("}");
    }
    return json.append("]}\n").toString();
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && arguments[0].equals("index")) {
      index(arguments[1], arguments[2]);
    } else if (arguments.length == 8 && arguments[0].equals("query")) {
      query(arguments);
    } else {
      System.err.println("see LucenePeer.java");
      System.exit(2);
    }
  }
}

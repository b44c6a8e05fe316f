import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Beside indexes a table of bullets with Lucene, merges the index into one segment, and times queries.
 * Usage: index INDEX TABLE, merge INDEX, or query INDEX QUERIES. The table has date, team and text.
 */
class Beside {
  static final Analyzer ENGLISH = new EnglishAnalyzer(CharArraySet.EMPTY_SET); // all words, as the others do

  public static void main(String[] args) throws Exception {
    try (Directory dir = FSDirectory.open(Path.of(args[1]))) {
      switch (args[0]) {
        case "index" -> index(dir, Path.of(args[2]));
        case "merge" -> merge(dir);
        case "query" -> query(dir, Path.of(args[2]));
      }
    }
  }

  static IndexWriter writer(Directory dir) throws Exception {
    return new IndexWriter(dir, new IndexWriterConfig(ENGLISH).setRAMBufferSizeMB(512));
  }

  static void index(Directory dir, Path table) throws Exception {
    try (IndexWriter writer = writer(dir); var lines = Files.lines(table)) {
      lines.parallel().forEach(line -> {
        String[] cells = line.split("\t", 3);
        Document doc = new Document();
        doc.add(new KeywordField("date", cells[0], Store.YES));
        doc.add(new KeywordField("year", cells[0].substring(0, 4), Store.NO));
        doc.add(new KeywordField("team", cells[1], Store.YES));
        doc.add(new TextField("text", cells[2], Store.YES));
        try {
          writer.addDocument(doc);
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      });
    }
  }

  static void merge(Directory dir) throws Exception {
    try (IndexWriter writer = writer(dir)) {
      writer.forceMerge(1);
    }
  }

  static void query(Directory dir, Path queries) throws Exception {
    try (DirectoryReader reader = DirectoryReader.open(dir)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      for (String line : Files.readAllLines(queries)) {
        String[] cells = line.split("\t");
        List<Long> times = new ArrayList<>();
        long found = 0;
        for (long begin = System.nanoTime(); times.size() < 21;) {
          long start = System.nanoTime();
          found = answer(searcher, cells[0], cells[1]);
          if (start - begin > 1e9) { // by then, the code is compiled and the caches are warm
            times.add(System.nanoTime() - start);
          }
        }
        Collections.sort(times);
        System.out.printf("%.2f%s%n", times.get(10) / 1e6, cells[0].equals("best") ? "" : ", " + found);
      }
    }
  }

  /** answer returns how many documents are found. */
  static long answer(IndexSearcher searcher, String kind, String text) throws Exception {
    QueryBuilder builder = new QueryBuilder(ENGLISH);
    Query query = text.startsWith("\"") ? builder.createPhraseQuery("text", text) : builder.createBooleanQuery("text", text, Occur.MUST);
    if (kind.equals("counts")) {
      FacetsCollector all = searcher.search(query, new FacetsCollectorManager());
      for (String field : List.of("team", "year")) {
        var state = new StringDocValuesReaderState(searcher.getIndexReader(), field);
        new StringValueFacetCounts(state, all).getTopChildren(10, field);
      }
      return all.getMatchingDocs().stream().mapToLong(docs -> docs.totalHits()).sum();
    }
    TopDocs top = kind.equals("best")
        ? searcher.search(query, 10)
        : searcher.search(query, new TopScoreDocCollectorManager(10, Integer.MAX_VALUE));
    for (ScoreDoc hit : top.scoreDocs) {
      searcher.storedFields().document(hit.doc);
    }
    return top.totalHits.value();
  }
}

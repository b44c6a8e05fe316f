//! Indexes a table of bullets with Tantivy, merges the index into one segment, and times queries.
//! Usage: index INDEX TABLE, merge INDEX, or query INDEX QUERIES. The table has date, team and text.

use std::fs::{File, read_to_string};
use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

use serde_json::json;
use tantivy::aggregation::AggregationCollector;
use tantivy::collector::{Count, TopDocs};
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{Query, QueryParser};
use tantivy::schema::{FAST, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, doc};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    match args[1].as_str() {
        "index" => index(&args[2], &args[3]),
        "merge" => merge(&args[2]),
        _ => query(&args[2], &args[3]),
    }
}

fn writer(index: &Index) -> Result<IndexWriter> {
    let threads = std::thread::available_parallelism()?.get();
    Ok(index.writer_with_num_threads(threads, 512 << 20)?)
}

fn index(path: &str, table: &str) -> Result<()> {
    let mut schema = Schema::builder();
    let date = schema.add_text_field("date", STRING | STORED | FAST);
    let year = schema.add_text_field("year", STRING | FAST);
    let team = schema.add_text_field("team", STRING | STORED | FAST);
    let words = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(words).set_stored());
    let mut writer = writer(&Index::create_in_dir(path, schema.build())?)?;
    for line in BufReader::new(File::open(table)?).lines() {
        let line = line?;
        let cells: Vec<&str> = line.splitn(3, '\t').collect();
        writer.add_document(doc!(date => cells[0], year => &cells[0][..4], team => cells[1], text => cells[2]))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

fn merge(path: &str) -> Result<()> {
    let index = Index::open_in_dir(path)?;
    let mut writer = writer(&index)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(())
}

fn query(path: &str, queries: &str) -> Result<()> {
    let index = Index::open_in_dir(path)?;
    let searcher = index.reader()?.searcher();
    let mut parser = QueryParser::for_index(&index, vec![index.schema().get_field("text")?]);
    parser.set_conjunction_by_default();
    for line in read_to_string(queries)?.lines() {
        let (kind, text) = line.split_once('\t').ok_or("a line has no tab")?;
        let mut times = Vec::new();
        let mut found = 0;
        let begin = Instant::now();
        while times.len() < 21 {
            let start = Instant::now();
            found = answer(&searcher, kind, &*parser.parse_query(text)?)?;
            if start - begin > Duration::from_secs(1) {
                times.push(start.elapsed()); // by then, the caches are warm
            }
        }
        times.sort();
        let found = if kind == "best" { String::new() } else { format!(", {found}") };
        println!("{:.2}{found}", times[10].as_secs_f64() * 1000.0);
    }
    Ok(())
}

/// Returns how many documents are found.
fn answer(searcher: &Searcher, kind: &str, query: &dyn Query) -> Result<usize> {
    if kind == "counts" {
        let aggregations = serde_json::from_value(json!({
            "team": {"terms": {"field": "team", "size": 10}},
            "year": {"terms": {"field": "year", "size": 10}},
        }))?;
        let counts = AggregationCollector::from_aggs(aggregations, Default::default());
        return Ok(searcher.search(query, &(Count, counts))?.0);
    }
    let best = TopDocs::with_limit(10);
    let (found, hits) = match kind {
        "best" => (0, searcher.search(query, &best)?),
        _ => searcher.search(query, &(Count, best))?,
    };
    for (_, address) in hits {
        searcher.doc::<TantivyDocument>(address)?;
    }
    Ok(found)
}

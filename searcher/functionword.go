package searcher

// functionShare is the minimum share of documents that a function word is assumed to be
// in, for its weight. With it, nDCG@10 of the two sets of judged queries (see rank.go) is
// 0.869 and 0.819; without it, 0.869 and 0.808. 0.1 does as well, but lets two question
// words outweigh a name.
const functionShare = 0.5

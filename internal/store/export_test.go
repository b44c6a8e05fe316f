package store

// What tests of package store_test may set.
var (
	SmallFile = &smallFile
	Step      = &step
)

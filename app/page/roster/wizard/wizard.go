// Package wizard leads a sheet of members into the ledger: choose a file, look at
// its header, at what each column holds, at what would be written and what would
// not, and then write it as one operation that can be taken back.
//
// What is found and decided is plain Go (job, lines); the view only shows it. It
// asks package member to read, compare and write, and knows no rule of its own.
package wizard

// Command read times what is read while somebody looks on: the twin of
// bench/peers/read.c, which does the same by plain SQL. It prints one time in
// nanoseconds a line; starting the program and reading in the index do not count.
//
//	read search LEDGER TIMES    a key pressed in the search box, up to a page of rows
//	read open LEDGER TIMES      all ids in name order
//	read page LEDGER TIMES      50 rows by their ids
//	read index LEDGER TIMES     the index of the search box, made once a ledger is open
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

const pageRows = 50

// typed is what a clerk types: the parts of names, of ID numbers and of phones.
var typed = []string{"王", "李伟", "张", "3301", "330101199", "1990", "0012", "建国", "欧阳", "小"}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: read search|open|page|index LEDGER TIMES")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run does one thing as often as asked, and prints how long each time took.
func run(what, path, times string) error {
	n, err := strconv.Atoi(times)
	if err != nil {
		return err
	}
	ctx := context.Background()
	l, err := ledger.Open(ctx, path, ledger.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer l.Close()
	once, err := prepare(ctx, l.Read(), what)
	if err != nil {
		return err
	}
	for i := range n {
		start := time.Now()
		if err := once(i); err != nil {
			return err
		}
		fmt.Println(time.Since(start).Nanoseconds())
	}
	return nil
}

// prepare gives the thing to be timed; it is told how often it was done before.
func prepare(ctx context.Context, r ledger.Reader, what string) (func(int) error, error) {
	today := civil.Today()
	switch what {
	case "search":
		index, err := member.BuildIndex(ctx, r)
		return func(i int) error {
			found := index.Search(typed[i%len(typed)])
			_, err := member.Page(ctx, r, found[:min(len(found), pageRows)], today)
			return err
		}, err
	case "open":
		return func(int) error {
			_, err := member.List(ctx, r, member.Query{})
			return err
		}, nil
	case "page":
		ids, err := member.List(ctx, r, member.Query{})
		return func(i int) error {
			first := i * 7919 % max(1, len(ids)-pageRows)
			_, err := member.Page(ctx, r, ids[first:min(len(ids), first+pageRows)], today)
			return err
		}, err
	case "index":
		return func(int) error {
			_, err := member.BuildIndex(ctx, r)
			return err
		}, nil
	}
	return nil, fmt.Errorf("no such thing to time: %s", what)
}

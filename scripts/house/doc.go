// Package house holds the rules of the house that a machine can check: who may
// import whom, how long a file or function may grow, that exported names are
// explained, that pinned versions fit, that no file tells of the machine it was
// written on. It has tests only and imports nothing of the program, so it runs
// without a compiler for C and while other rooms are being rebuilt.
package house

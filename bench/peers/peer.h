/* What the peers written in C share: opening the ledger, preparing statements,
   and ending with a message when SQLite says no. */
#ifndef PEER_H
#define PEER_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static inline void check(sqlite3 *db, int code, const char *doing)
{
	if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
		return;
	fprintf(stderr, "%s: %s\n", doing, db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
	exit(1);
}

static inline sqlite3 *open_ledger(const char *path, int flags)
{
	sqlite3 *db = NULL;
	check(db, sqlite3_open_v2(path, &db, flags, NULL), path);
	return db;
}

static inline sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	check(db, sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), sql);
	return stmt;
}

#endif

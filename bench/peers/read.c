/* Peer for what is read while somebody looks on, timed inside the process, so
   that starting it does not count. Prints one time in nanoseconds a line.

       read search LEDGER TIMES    a LIKE scan a key pressed, up to a page of rows
       read open LEDGER TIMES      all ids in name order
       read page LEDGER TIMES      50 rows by their ids */
#include "peer.h"
#include <string.h>
#include <time.h>

enum { page = 50 };

static long long now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int rows(sqlite3 *db, sqlite3_stmt *stmt)
{
	int n = 0, code;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(stmt); i++)
			sqlite3_column_text(stmt, i);
		n++;
	}
	check(db, code, "reading");
	sqlite3_reset(stmt);
	return n;
}

/* What a clerk types: the parts of names, of ID numbers and of phones. */
static const char *const typed[] = {"王", "李伟", "张", "3301", "330101199", "1990", "0012", "建国", "欧阳", "小"};

static void search(sqlite3 *db, int times)
{
	sqlite3_stmt *stmt = prepare(db,
		"SELECT id, name, gender, id_number, phone, department FROM member"
		" WHERE name LIKE ?1 OR id_number LIKE ?1 OR phone LIKE ?1 ORDER BY name_key, id LIMIT 50");
	const int words = sizeof typed / sizeof typed[0];
	for (int i = 0; i < times; i++) {
		char pattern[64];
		snprintf(pattern, sizeof pattern, "%%%s%%", typed[i % words]);
		long long start = now();
		check(db, sqlite3_bind_text(stmt, 1, pattern, -1, SQLITE_TRANSIENT), "binding");
		rows(db, stmt);
		printf("%lld\n", now() - start);
	}
	sqlite3_finalize(stmt);
}

static void open_roster(sqlite3 *db, int times)
{
	for (int i = 0; i < times; i++) {
		long long start = now();
		sqlite3_stmt *stmt = prepare(db, "SELECT id FROM member ORDER BY name_key, id");
		rows(db, stmt);
		sqlite3_finalize(stmt);
		printf("%lld\n", now() - start);
	}
}

static void pages(sqlite3 *db, int times)
{
	sqlite3_stmt *all = prepare(db, "SELECT id, count(*) OVER () FROM member ORDER BY name_key, id");
	sqlite3_int64 *ids = NULL;
	int count = 0, code;
	while ((code = sqlite3_step(all)) == SQLITE_ROW) {
		if (!ids)
			ids = malloc(sizeof *ids * (size_t)sqlite3_column_int64(all, 1));
		ids[count++] = sqlite3_column_int64(all, 0);
	}
	check(db, code, "reading ids");
	sqlite3_finalize(all);

	sqlite3_stmt *stmt = prepare(db, "SELECT * FROM member WHERE id = ?1");
	for (int i = 0; i < times && count > page; i++) {
		long long start = now();
		int first = (int)(i * 7919LL % (count - page));
		for (int k = 0; k < page; k++) {
			check(db, sqlite3_bind_int64(stmt, 1, ids[first + k]), "binding");
			rows(db, stmt);
		}
		printf("%lld\n", now() - start);
	}
	sqlite3_finalize(stmt);
	free(ids);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: read search|open|page LEDGER TIMES\n");
		return 2;
	}
	sqlite3 *db = open_ledger(argv[2], SQLITE_OPEN_READONLY);
	int times = atoi(argv[3]);
	if (strcmp(argv[1], "search") == 0)
		search(db, times);
	else if (strcmp(argv[1], "open") == 0)
		open_roster(db, times);
	else if (strcmp(argv[1], "page") == 0)
		pages(db, times);
	else
		return 2;
	sqlite3_close(db);
	return 0;
}

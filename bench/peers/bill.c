/* Peer for the billing: a month's dues for everybody who is in, as one INSERT …
   SELECT. Of those left out it keeps no trace, and of itself no journal.

       bill LEDGER YYYY-MM */
#include "peer.h"

static const char query[] =
	"INSERT INTO dues_bill (month, member_id, department, base_fen, amount_fen, rule)"
	" SELECT ?1, id, department, base, (base / 1000 * 1000 * 5 + 500) / 1000, 'peer' FROM ("
	"  SELECT m.id, m.department, coalesce("
	"    (SELECT b.base_fen FROM dues_base b WHERE b.member_id = m.id AND b.from_month <= ?1"
	"     ORDER BY b.from_month DESC LIMIT 1), m.dues_base_fen) AS base,"
	"   (SELECT e.kind FROM membership_event e WHERE e.member_id = m.id"
	"     AND (e.date IS NULL OR substr(e.date, 1, 7) <= ?1) ORDER BY e.date DESC, e.id DESC LIMIT 1) AS kind"
	"  FROM member m)"
	" WHERE base >= 0 AND kind IN ('入会', '转入', '恢复')";

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: bill LEDGER YYYY-MM\n");
		return 2;
	}
	sqlite3 *db = open_ledger(argv[1], SQLITE_OPEN_READWRITE);
	check(db, sqlite3_exec(db, "PRAGMA synchronous = FULL", NULL, NULL, NULL), "pragma");
	sqlite3_stmt *stmt = prepare(db, query);
	check(db, sqlite3_bind_text(stmt, 1, argv[2], -1, SQLITE_STATIC), "binding");
	check(db, sqlite3_step(stmt), "billing");
	printf("%d\n", sqlite3_changes(db));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return 0;
}

// Package roster is 会员: the tree of 分会 and 工会小组 with the saved filters, the
// grid of members, the drawer of one member, and everything that is done to them
// one by one or many at once. The import of a sheet, 查重 and
// 对照工资表 are rooms below: wizard, duplicates, payroll.
//
// What the page shows is worked out in plain Go (filter, list, person, value,
// paste, export) and only drawn in the files that import the toolkit. It knows
// SQL no more than any page; it writes through Ledger.Write and nothing else.
package roster

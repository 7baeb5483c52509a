#!/usr/bin/env bash
# Signs a program for Windows in place, where a certificate is given, and does nothing
# where none is:
#
#     UNIONLEDGER_CERTIFICATE   a .p12 or .pfx file with certificate and key
#     UNIONLEDGER_PASSWORD_FILE a file whose one line is its password, if it has one
#     UNIONLEDGER_TIMESTAMP     the address of a time stamp service (RFC 3161), so that
#                               the signature outlives the certificate; needs a network
#
#     scripts/windows/sign.sh PROGRAM
set -euo pipefail
program=$1
[ -n "${UNIONLEDGER_CERTIFICATE:-}" ] || exit 0

options=(-pkcs12 "$UNIONLEDGER_CERTIFICATE" -h sha256 -n 工会台账)
[ -z "${UNIONLEDGER_PASSWORD_FILE:-}" ] || options+=(-readpass "$UNIONLEDGER_PASSWORD_FILE")
[ -z "${UNIONLEDGER_TIMESTAMP:-}" ] || options+=(-ts "$UNIONLEDGER_TIMESTAMP")
osslsigncode sign "${options[@]}" -in "$program" -out "$program.signed" >"$program.log" 2>&1 || {
	cat "$program.log" >&2
	echo "could not sign $program with $UNIONLEDGER_CERTIFICATE" >&2
	exit 1
}
mv "$program.signed" "$program"
rm "$program.log"
echo "signed: $program"

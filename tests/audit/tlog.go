// tlog.go - what jicai wrote, checked by other people's code: golang.org/x/mod/sumdb/{tlog,note}.
// Usage: tlog VKEY KEYFILE ROWS.json CHECKPOINT... (*.tlog-proof, *.note, *.witness)
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type row struct {
	Index int64
	Row   string
	Leaf  string
}

type head struct {
	size int64
	root tlog.Hash
}

var (
	good, bad int
	stored    []tlog.Hash
	rows      []row
	verifier  note.Verifier
)

func check(what string, err error) {
	if err != nil {
		bad++
		fmt.Println("FAILED", what+":", err)
	} else {
		good++
	}
}

func refused(what string, err error) {
	if err == nil {
		check(what, fmt.Errorf("a lie was believed"))
	} else {
		check(what, nil)
	}
}

func must(err error) {
	if err != nil {
		fmt.Println("FAILED:", err)
		os.Exit(1)
	}
}

var reader = tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, stored[i])
	}
	return out, nil
})

// The log's rows as Go hashes them.
func readRows(file string) {
	data, err := os.ReadFile(file)
	must(err)
	must(json.Unmarshal(data, &rows))
	for i, r := range rows {
		if r.Index != int64(i) {
			must(fmt.Errorf("row %d stands at %d", r.Index, i))
		}
		h := tlog.RecordHash([]byte(r.Row))
		if fmt.Sprintf("%x", h[:]) != r.Leaf {
			check("leaf "+strconv.Itoa(i), fmt.Errorf("%s is not that of the row", r.Leaf))
		}
		more, err := tlog.StoredHashes(int64(i), []byte(r.Row), reader)
		must(err)
		stored = append(stored, more...)
	}
}

// The signature, then the root: as many rows as the checkpoint says give it.
func readNote(what, text string) head {
	n, err := note.Open([]byte(text), note.VerifierList(verifier))
	check(what+" signature", err)
	if err != nil {
		return head{}
	}
	forged := strings.Replace(text, "\n", "x\n", 1)
	_, err = note.Open([]byte(forged), note.VerifierList(verifier))
	refused(what+" forged", err)
	lines := strings.Split(n.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	want, err := tlog.TreeHash(size, reader)
	must(err)
	if lines[0] != verifier.Name() || want != root {
		check(what+" root", fmt.Errorf("%v is not %v", root, want))
	}
	check(what+" root", nil)
	return head{size, root}
}

func hashes(lines []string) (out []tlog.Hash) {
	for _, l := range lines {
		h, err := tlog.ParseHash(l)
		must(err)
		out = append(out, h)
	}
	return
}

// c2sp.org/tlog-proof@v1
func readProof(what, text string) {
	at := strings.Index(text, "\n\n")
	lines := strings.Split(text[:at], "\n")
	h := readNote(what, text[at+2:])
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		check(what, fmt.Errorf("no proof: %s", lines[0]))
	}
	data, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	must(err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	must(err)
	proof := tlog.RecordProof(hashes(lines[3:]))
	leaf := tlog.RecordHash(data)
	check(what+" inclusion", tlog.CheckRecord(proof, h.size, h.root, index, leaf))
	want, err := tlog.ProveRecord(h.size, index, reader)
	must(err)
	if fmt.Sprint(want) != fmt.Sprint(proof) {
		check(what, fmt.Errorf("not the proof that Go makes"))
	}
	leaf[0] ^= 1
	refused(what+" of another", tlog.CheckRecord(proof, h.size, h.root, index, leaf))
}

// "old N", the consistency proof, the checkpoint.
func readWitness(what, text string) {
	at := strings.Index(text, "\n\n")
	lines := strings.Split(text[:at], "\n")
	h := readNote(what, text[at+2:])
	old, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "old "), 10, 64)
	must(err)
	root, err := tlog.TreeHash(old, reader)
	must(err)
	proof := tlog.TreeProof(hashes(lines[1:]))
	check(what+" consistency", tlog.CheckTree(proof, h.size, h.root, old, root))
	root[5] ^= 1
	refused(what+" of another", tlog.CheckTree(proof, h.size, h.root, old, root))
}

func main() {
	var err error
	verifier, err = note.NewVerifier(os.Args[1])
	must(err)
	secret, err := os.ReadFile(os.Args[2])
	must(err)
	_, err = note.NewSigner(strings.TrimSpace(string(secret)))
	check("key file", err)
	readRows(os.Args[3])
	for _, file := range os.Args[4:] {
		data, err := os.ReadFile(file)
		must(err)
		switch {
		case strings.HasSuffix(file, ".tlog-proof"):
			readProof(file, string(data))
		case strings.HasSuffix(file, ".witness"):
			readWitness(file, string(data))
		default:
			readNote(file, string(data))
		}
	}
	fmt.Printf("%d passed, %d failed\n", good, bad)
	if bad > 0 || good == 0 {
		os.Exit(1)
	}
}

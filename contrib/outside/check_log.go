// Checks a log's folder with golang.org/x/mod/sumdb/{note,tlog}: the signed note, every leaf against the tree, the proofs.
// Cosignatures (0x04, 0x06) are unknown to that package and passed over, as the format asks.
//
// Usage: check_log FOLDER. It ends with 0 only when everything holds.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: check_log FOLDER")
		os.Exit(2)
	}
	if err := check(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}

func check(folder string) error {
	vkey, err := os.ReadFile(filepath.Join(folder, "keys", "log"))
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	if err != nil {
		return err
	}
	tree, err := open(filepath.Join(folder, "checkpoint"), verifier)
	if err != nil {
		return err
	}
	if err := leaves(folder, tree); err != nil {
		return err
	}
	fmt.Printf("%d leaves under the root %v\n", tree.N, tree.Hash)
	return proofs(folder, verifier)
}

// open reads a signed checkpoint from a file.
func open(path string, verifier note.Verifier) (tlog.Tree, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	return parse(data, verifier)
}

// parse verifies a signed checkpoint and gives the tree that it speaks of.
func parse(data []byte, verifier note.Verifier) (tlog.Tree, error) {
	var tree tlog.Tree
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tree, errors.New("no checkpoint of this log")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// files reads tiles as tlog-tiles names them.
type files struct{ folder string }

func (f files) Height() int                             { return height }
func (f files) SaveTiles(tiles []tlog.Tile, _ [][]byte) {}

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(path(f.folder, strconv.Itoa(tile.L), tile.N, tile.W))
		if err != nil {
			return nil, err
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("a tile of %d bytes, not %d hashes", len(data), tile.W)
		}
		all = append(all, data)
	}
	return all, nil
}

// path is that of a tile or bundle; the folders of the index have three digits each.
func path(folder, layer string, index int64, width int) string {
	name := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		name = fmt.Sprintf("x%03d/%s", index%1000, name)
	}
	if width < 1<<height {
		name += fmt.Sprintf(".p/%d", width)
	}
	return filepath.Join(folder, "tile", layer, name)
}

// leaves hashes every leaf and asks the tiles, which the package authenticates against the root, for the same hash.
func leaves(folder string, tree tlog.Tree) error {
	if tree.N == 0 {
		return nil
	}
	var hashes []tlog.Hash
	var indexes []int64
	for start := int64(0); start < tree.N; start += 1 << height {
		width := int(tree.N - start)
		if width > 1<<height {
			width = 1 << height
		}
		bundle, err := os.ReadFile(path(folder, "entries", start>>height, width))
		if err != nil {
			return err
		}
		for i := 0; i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return errors.New("a bundle is cut short")
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			hashes = append(hashes, tlog.RecordHash(bundle[2:end]))
			indexes = append(indexes, tlog.StoredHashIndex(0, start+int64(i)))
			bundle = bundle[end:]
		}
		if len(bundle) > 0 {
			return errors.New("a bundle goes on beyond its leaves")
		}
	}
	stored, err := tlog.TileHashReader(tree, files{folder}).ReadHashes(indexes)
	if err != nil {
		return err
	}
	for i := range hashes {
		if stored[i] != hashes[i] {
			return fmt.Errorf("leaf %d is not the one in the tree", i)
		}
	}
	return nil
}

// proofs checks what stands in the folder "proof", if there is one.
func proofs(folder string, verifier note.Verifier) error {
	receipts, _ := filepath.Glob(filepath.Join(folder, "proof", "*.tlog-proof"))
	for _, name := range receipts {
		if err := inclusion(folder, name, verifier); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		fmt.Println(filepath.Base(name), "holds")
	}
	growths, _ := filepath.Glob(filepath.Join(folder, "proof", "*.consistency"))
	for _, name := range growths {
		if err := consistency(folder, name, verifier); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		fmt.Println(filepath.Base(name), "holds")
	}
	return nil
}

// split parts a proof's file into the lines above the first empty one, and the checkpoint below it.
func split(name string) ([]string, []byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	above, below, found := strings.Cut(string(data), "\n\n")
	if !found {
		return nil, nil, errors.New("no empty line")
	}
	return strings.Split(above, "\n"), []byte(below), nil
}

func hashesOf(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		data, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(data) != tlog.HashSize {
			return nil, errors.New("no hash: " + line)
		}
		var hash tlog.Hash
		copy(hash[:], data)
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func inclusion(folder, name string, verifier note.Verifier) error {
	lines, checkpoint, err := split(name)
	if err != nil {
		return err
	}
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return errors.New("no tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	tree, err := parse(checkpoint, verifier)
	if err != nil {
		return err
	}
	hashes, err := hashesOf(lines[2:])
	if err != nil {
		return err
	}
	tiles := tlog.TileHashReader(tree, files{folder})
	leaf, err := tiles.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes, tree.N, tree.Hash, index, leaf[0])
}

func consistency(folder, name string, verifier note.Verifier) error {
	lines, checkpoint, err := split(name)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(lines[0], "old ") {
		return errors.New("no old size")
	}
	size := strings.TrimPrefix(lines[0], "old ")
	older, err := open(filepath.Join(folder, "proof", size+".checkpoint"), verifier)
	if err != nil {
		return err
	}
	tree, err := parse(checkpoint, verifier)
	if err != nil {
		return err
	}
	hashes, err := hashesOf(lines[1:])
	if err != nil {
		return err
	}
	return tlog.CheckTree(hashes, tree.N, tree.Hash, older.N, older.Hash)
}

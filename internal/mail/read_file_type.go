package mail

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
)

// signature is how files of a media type begin.
type signature struct {
	at     int
	begins string
	media  string
}

// signatures are those that [http.DetectContentType], which looks for what browsers show, does not know.
var signatures = []signature{
	{0, "\x7fELF", "application/x-elf"},
	{0, "\xcf\xfa\xed\xfe", "application/x-mach-binary"},
	{0, "\xca\xfe\xba\xbe", "application/java-vm"},
	{0, "L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"},
	{0, "#!", "text/x-script"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"},
	{0, "7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"},
	{0, "BZh", "application/x-bzip2"},
	{0, "\xfd7zXZ\x00", "application/x-xz"},
	{0, "\x28\xb5\x2f\xfd", "application/zstd"},
	{0, "MSCF", "application/vnd.ms-cab-compressed"},
	{257, "ustar", "application/x-tar"},
	{32769, "CD001", "application/x-iso9660-image"},
	{0, "{\\rtf", "application/rtf"},
	{0, string(tnefBegins), "application/ms-tnef"},
	{0, "-----BEGIN PGP MESSAGE", "application/pgp-encrypted"},
}

// typeOf gives the media type of a file by its content; empty when nothing that is known begins so.
func typeOf(content []byte) string {
	if isPE(content) {
		return "application/vnd.microsoft.portable-executable"
	}
	for _, s := range signatures {
		if len(content) > s.at && bytes.HasPrefix(content[s.at:], []byte(s.begins)) {
			return s.media
		}
	}
	if bytes.Contains(content[:min(len(content), 1<<10)], []byte("%PDF-")) { // readers look no further
		return "application/pdf"
	}
	found, _, _ := strings.Cut(http.DetectContentType(content), ";")
	switch {
	case found == "application/octet-stream" || len(content) == 0:
		return ""
	case found == "application/x-gzip":
		return "application/gzip"
	case found == "application/x-rar-compressed":
		return "application/vnd.rar"
	}
	return found
}

// isPE knows a program for Windows by both of its headers.
func isPE(content []byte) bool {
	if len(content) < 64 || !bytes.HasPrefix(content, []byte("MZ")) {
		return false
	}
	at := uint64(binary.LittleEndian.Uint32(content[60:]))
	return at+4 <= uint64(len(content)) && string(content[at:at+4]) == "PE\x00\x00"
}

// The sorts of files that are told apart, as a sentence calls them.
const (
	sortProgram  = "a program or a script"
	sortArchive  = "an archive"
	sortPDF      = "a PDF"
	sortOffice   = "an Office document"
	sortPicture  = "a picture"
	sortSound    = "a sound recording"
	sortVideo    = "a video"
	sortPage     = "an HTML page"
	sortText     = "a text"
	sortRichText = "a rich text"
)

var sortsByName = map[string][]string{
	sortProgram: {".exe", ".scr", ".com", ".bat", ".cmd", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".wsh", ".hta", ".msi", ".ps1", ".lnk", ".jar", ".reg", ".cpl", ".dll", ".pif", ".sh", ".app", ".apk"},
	sortArchive: {".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".cab", ".iso", ".img", ".ace", ".arj", ".lzh"},
	sortPDF:     {".pdf"}, sortRichText: {".rtf"}, sortPage: {".html", ".htm", ".xhtml"},
	sortOffice:  {".doc", ".docx", ".docm", ".xls", ".xlsx", ".xlsm", ".ppt", ".pptx", ".pptm", ".odt", ".ods", ".odp"},
	sortPicture: {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic"},
	sortSound:   {".mp3", ".wav", ".ogg", ".m4a", ".aac", ".flac"}, sortVideo: {".mp4", ".mov", ".avi", ".webm", ".mkv"},
	sortText: {".txt", ".csv", ".md", ".log"},
}

// sortByName tells the sort of a file by the end of its name; empty for one that is not told apart.
func sortByName(name string) string {
	end := strings.ToLower(path.Ext(strings.TrimRight(name, ". ")))
	for sort, ends := range sortsByName {
		if slices.Contains(ends, end) {
			return sort
		}
	}
	return ""
}

// sortByType tells the sort of a file by a media type; empty for one that is not told apart.
func sortByType(media string) string {
	kind, rest, _ := strings.Cut(strings.ToLower(media), "/")
	switch {
	case media == "application/pdf":
		return sortPDF
	case rest == "rtf":
		return sortRichText
	case rest == "html" || rest == "xhtml+xml":
		return sortPage
	case kind == "image" && rest != "svg+xml":
		return sortPicture
	case kind == "audio":
		return sortSound
	case kind == "video":
		return sortVideo
	case slices.Contains([]string{"x-elf", "x-mach-binary", "java-vm", "x-ms-shortcut", "x-script", "vnd.microsoft.portable-executable", "x-msdownload", "x-msdos-program", "java-archive", "javascript", "x-sh"}, rest):
		return sortProgram
	case slices.Contains([]string{"zip", "x-zip-compressed", "vnd.rar", "x-rar-compressed", "gzip", "x-gzip", "x-7z-compressed", "x-bzip2", "x-xz", "zstd", "x-tar", "vnd.ms-cab-compressed", "x-iso9660-image"}, rest):
		return sortArchive
	case strings.HasPrefix(rest, "vnd.openxmlformats-officedocument") || strings.HasPrefix(rest, "vnd.oasis.opendocument") || strings.HasPrefix(rest, "vnd.ms-excel") || strings.HasPrefix(rest, "vnd.ms-powerpoint") || rest == "msword" || rest == "x-ole-storage":
		return sortOffice
	case media == "text/plain" || media == "text/csv":
		return sortText
	}
	return ""
}

// begun are the sorts all of whose files begin in a way that is known.
var begun = []string{sortPDF, sortOffice, sortRichText}

// contradicts reports whether a file that is said to be of a sort has another content. In doubt it has not.
func contradicts(said string, a Attachment) bool {
	found := sortByType(a.Found)
	switch {
	case said == "" || a.Size == 0:
		return false
	case found == "":
		return a.Found == "" && slices.Contains(begun, said)
	case found == said:
		return false
	}
	switch said {
	case sortOffice, sortProgram:
		return a.Found != "application/zip" && found != sortOffice && (said == sortOffice || found != sortText && found != sortArchive)
	case sortText:
		return found != sortPage && found != sortRichText
	case sortPage, sortRichText:
		return found != sortText && found != sortPage
	case sortSound, sortVideo:
		return found != sortSound && found != sortVideo
	}
	return true
}

// warningsOf says what to know of a file before it is opened. Nothing is unpacked for it.
func warningsOf(a Attachment, content []byte) (all []string) {
	byContent, byName, byType := sortByType(a.Found), sortByName(a.Name), sortByType(a.ContentType)
	is := byContent
	if is == "" {
		is = "something else"
	}
	switch {
	case contradicts(byName, a):
		all = append(all, fmt.Sprintf("By its name it is %s; by its content, %s.", byName, is))
	case contradicts(byType, a):
		all = append(all, fmt.Sprintf("It says that it is %s; by its content, it is %s.", byType, is))
	case byName == sortProgram || byContent == sortProgram:
		all = append(all, "It is a program or a script.")
	}
	if byContent == sortArchive && byName != sortOffice && byType != sortOffice || byContent == "" && byName == sortArchive {
		all = append(all, archiveWarning(a, content))
	}
	return all
}

func archiveWarning(a Attachment, content []byte) string {
	inner, locked := "", false
	if a.Found == "application/zip" {
		inner, locked = insideZip(content)
	} else if stem := strings.TrimSuffix(a.Name, path.Ext(a.Name)); sortByName(stem) == sortArchive {
		inner = stem
	}
	said := "It is an archive, which nobody has looked into here."
	if inner != "" {
		said = fmt.Sprintf("It is an archive with another archive in it, %s, which nobody has looked into here.", inner)
	}
	if locked {
		said += " It opens with a password only."
	}
	return said
}

// maxInZip bounds the names that are read in an archive.
const maxInZip = 1000

// insideZip reads the list of names at the end of a ZIP file (APPNOTE.TXT sections 4.3.12 and 4.3.16), and nothing else of
// it: the first that is an archive itself, and whether a file is encrypted.
func insideZip(content []byte) (inner string, locked bool) {
	tail := content[max(0, len(content)-(64<<10)-22):]
	end := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if end < 0 || end+20 > len(tail) {
		return "", false
	}
	at := uint64(binary.LittleEndian.Uint32(tail[end+16:]))
	for range maxInZip {
		if at+46 > uint64(len(content)) || string(content[at:at+4]) != "PK\x01\x02" {
			break
		}
		entry := content[at:]
		length := uint64(binary.LittleEndian.Uint16(entry[28:]))
		if 46+length > uint64(len(entry)) {
			break
		}
		locked = locked || entry[8]&1 != 0
		name := fileName(string(entry[46 : 46+min(length, 200)]))
		if inner == "" && sortByName(name) == sortArchive {
			inner = name
		}
		at += 46 + length + uint64(binary.LittleEndian.Uint16(entry[30:])) + uint64(binary.LittleEndian.Uint16(entry[32:]))
	}
	return inner, locked
}

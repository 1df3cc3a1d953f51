// Package web is the desk in a browser: pages rendered on the server over
// [casework.Door] for what changes something and [reading.Room] for what is shown,
// every form working without a script.
//
// routes.go is the table of all pages; each line states what it needs, and a
// line that states nothing stops the desk from starting. A handler reads as five
// lines: look up, read the form, act, answer. It gets a visit, which knows who
// asks, and returns an error, which is shown as a page with the right status.
// Screen actions stand in a file each, noun_verb.go.
//
// Templates define "title" and "main", and get a [page]: .View is the page's own
// type, .Form the form as it was typed with what is wrong with it. Shared parts
// stand in templates/parts_*.html:
//
//	{{template "input" (field $ "title" "Title" "required" true "max" 200)}}
//	{{template "badge" (badge "stage" .Stage)}}
//	{{when $ .At}}
//
// Where a page has several forms, each stands in {{with formOf $ "name"}} …
// {{end}} and begins with {{template "begin" .}}: the hidden key by which a form
// that is sent twice acts once, and the name of the form.
package web

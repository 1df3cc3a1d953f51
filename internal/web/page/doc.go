// Package page is what every screen of the desk stands on: how a request is read and how it is
// answered.
//
// A screen is a [Handler], a function of a [Visit]. The visit is one request: it knows who asks
// and when, and holds the [Parts] that pages stand on, so that a handler reads as five lines: look
// up (v.Reads), read the form (v.Form, v.Instant, [Read]), act ([Do]), answer (v.Render, v.Done),
// and shows the form again where that is refused (v.Refuse). An error that it returns is shown as
// a page with the right status. A [Site] serves a handler to those who meet the route's [Need].
//
// Templates stand in templates/, and define "title" and "main". They get a [Page]: .View is the
// screen's own type, .Form the [Form] as it was typed with what is wrong with it. Shared parts
// stand in templates/parts_*.html:
//
//	{{template "input" (field $ "title" "Title" "required" true "max" 200)}}
//	{{template "badge" (badge "stage" .Stage)}}
//	{{when $ .At}}
//
// Where a page has several forms, each stands in {{with formOf $ "name"}} …
// {{end}} and begins with {{template "begin" .}}: the hidden key by which a form
// that is sent twice acts once, and the name of the form.
//
// Beside these stand the few things that screens of several rooms say alike: addresses of cases
// and claims, the pages of a list, what a stage, a policy or a plan is in a form.
package page

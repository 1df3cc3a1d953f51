// Package desktest uses the whole product as people do: in a browser, with and
// without a mouse, with and without script, on a phone and in the dark, and by
// mail. It also walks every route with every role, and sends every form what
// no form should be sent. Everything is in its tests.
//
// The tests need Chromium and, for the checks of pages, the packages of
// tools/package.json: "make webtools" installs them. Without them a test says so
// and is skipped, or fails if ONRECORD_TEST_REQUIRE is "all". Screenshots are
// kept in the directory that ONRECORD_SCREENSHOTS names, else in screenshots
// beside this file.
package desktest

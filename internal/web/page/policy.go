package page

// ContentPolicy keeps a page to this desk: scripts, styles and pictures of its own
// host, nothing inline, nothing framed, and no text becomes markup but through
// the script's one policy (CSP Level 3, Trusted Types); a second one names the worker of
// web push, and nothing else.
const ContentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types onrecord push"

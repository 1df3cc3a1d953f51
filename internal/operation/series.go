package operation

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// One statement about several parties, a claim for each.
var (
	SeriesOpen = create("series-open", "POST /cases/{case}/series", casework.MayWriteClaims,
		"Make one claim for each party of one statement", inCase(besideNamed(writing.OpenSeries)))
	SeriesExtend = action("series-extend", "POST /cases/{case}/series/{claim}/parties", casework.MayWriteClaims,
		"Add parties to a series", ofClaim(besideNamed(writing.ExtendSeries)))
	SeriesRevise = action("series-revise", "PUT /cases/{case}/series/{claim}", casework.MayWriteClaims,
		"Replace what a whole series says", ofClaim(besideNamed(writing.ReviseSeries)))
)

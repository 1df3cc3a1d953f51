package figures

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestQuantileIsOneOfTheValues(t *testing.T) {
	values := []float64{5, 1, 4, 2, 3}
	require.Equal(t, 3.0, Quantile(values, 0.5))
	require.Equal(t, 5.0, Quantile(values, 0.95))
	require.Equal(t, 1.0, Quantile(values, 0))
	require.Equal(t, []float64{5, 1, 4, 2, 3}, values)
}

func TestMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle(t *testing.T) {
	require.Equal(t, 2.5, Median([]float64{4, 1, 3, 2}))
	require.Equal(t, 2.0, Median([]float64{3, 1, 2}))
}

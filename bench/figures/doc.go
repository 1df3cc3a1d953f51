// Package figures is what a run of the bench found: numbers, each beside what it should be, and how they are
// measured: quantiles, processor time, memory. What is counted has to be as many as were put in.
package figures

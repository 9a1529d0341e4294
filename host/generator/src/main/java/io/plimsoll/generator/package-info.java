/**
 * Billing exports as Azure writes them, made from a seed: for the demo, for tests and for benchmarks.
 *
 * <p>Start with {@link io.plimsoll.generator.GeneratorSpec} and {@link io.plimsoll.generator.ExportGenerator}.
 */
@NullMarked
package io.plimsoll.generator;

import org.jspecify.annotations.NullMarked;

/**
 * One abstract test class for each kind of plug-in. Extend the one of your kind, answer what it asks for, and its
 * tests run as yours.
 *
 * <pre>{@code
 * class WeekendLeftOnContractTest extends AnomalyDetectorContract {
 *   @Override protected AnomalyDetector newPlugin() { return new WeekendLeftOn(); }
 *   @Override protected ExampleSeries.Case unusual() { ... }
 * }
 * }</pre>
 */
@NullMarked
package io.plimsoll.testkit.contract;

import org.jspecify.annotations.NullMarked;

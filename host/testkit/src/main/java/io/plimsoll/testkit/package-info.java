/**
 * For authors of plug-ins: {@link io.plimsoll.testkit.TestHost} runs a plug-in as an operator would, and {@link
 * io.plimsoll.testkit.contract} says what every plug-in of a kind must do.
 */
@NullMarked
package io.plimsoll.testkit;

import org.jspecify.annotations.NullMarked;

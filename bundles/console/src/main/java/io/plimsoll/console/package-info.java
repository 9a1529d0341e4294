/**
 * The console: serves a running host over HTTP. {@code gate} decides who comes in, {@code page} shows what there is,
 * {@code chart} draws.
 */
@NullMarked
package io.plimsoll.console;

import org.jspecify.annotations.NullMarked;

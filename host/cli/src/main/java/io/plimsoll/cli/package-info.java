/** The command line: one class a command, one view an answer, over the API alone. */
@NullMarked
package io.plimsoll.cli;

import org.jspecify.annotations.NullMarked;

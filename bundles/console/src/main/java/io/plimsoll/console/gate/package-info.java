/** Who may come in. */
@NullMarked
package io.plimsoll.console.gate;

import org.jspecify.annotations.NullMarked;

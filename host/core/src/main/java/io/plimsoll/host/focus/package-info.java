/** How the columns of a file become the columns of one model. */
@NullMarked
package io.plimsoll.host.focus;

import org.jspecify.annotations.NullMarked;

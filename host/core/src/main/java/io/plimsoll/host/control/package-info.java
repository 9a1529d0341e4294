/** The control plane: which organisations there are. */
@NullMarked
package io.plimsoll.host.control;

import org.jspecify.annotations.NullMarked;

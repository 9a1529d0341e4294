/** The state database of one organisation. */
@NullMarked
package io.plimsoll.host.state;

import org.jspecify.annotations.NullMarked;

/** Keys that sign, and the check of what they signed. */
@NullMarked
package io.plimsoll.host.key;

import org.jspecify.annotations.NullMarked;

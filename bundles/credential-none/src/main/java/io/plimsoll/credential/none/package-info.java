/** The credential of stores that ask for none. */
@NullMarked
package io.plimsoll.credential.none;

import org.jspecify.annotations.NullMarked;

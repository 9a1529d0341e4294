/** The host an embedder opens. */
@NullMarked
package io.plimsoll.host;

import org.jspecify.annotations.NullMarked;

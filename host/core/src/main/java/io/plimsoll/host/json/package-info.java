/** How documents are written as JSON. */
@NullMarked
package io.plimsoll.host.json;

import org.jspecify.annotations.NullMarked;

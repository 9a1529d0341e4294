/** How far loose files are FOCUS. */
@NullMarked
package io.plimsoll.host.conformance;

import org.jspecify.annotations.NullMarked;

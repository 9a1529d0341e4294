/** The FOCUS columns by version, their types, the tags text and the data-quality codes. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.focus;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

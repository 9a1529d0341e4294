/** How long each class of data is kept. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.retention;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

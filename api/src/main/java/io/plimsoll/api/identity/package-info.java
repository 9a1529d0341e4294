/** Who is asking. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.identity;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

/** Who is asking. */
@Version("0.2.0")
@NullMarked
package io.plimsoll.api.identity;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

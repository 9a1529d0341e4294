/** The keys under which secrets lie at rest, and what wraps them. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.encryption;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

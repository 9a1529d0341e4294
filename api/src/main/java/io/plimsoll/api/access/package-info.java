/** What a credential may do at the place where exports lie. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

/** Where billing exports lie and how their parts become batches of columns. */
@Version("0.2.0")
@NullMarked
package io.plimsoll.api.export;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

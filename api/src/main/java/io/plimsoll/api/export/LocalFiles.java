package io.plimsoll.api.export;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** A place whose objects are files of this machine, which an engine may read by itself. */
@ConsumerType
public interface LocalFiles extends ExportLocation {
  /** The file of this object. */
  Path file(StoredObject object);
}

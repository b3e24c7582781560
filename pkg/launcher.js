// For what finds subpaths by their file names, as Parcel does.

import "./dist/launcher/launcher.js";

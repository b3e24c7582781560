// For tools that find subpaths by their file names, such as Parcel.

import "./dist/launcher/launcher.js";

"use client";

import { useEffect } from "react";
import { show } from "../../seax/page.js";

export default function Page() {
  useEffect(() => void show(), []);
  return <p>The names are on the console.</p>;
}

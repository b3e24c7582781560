import { useEffect } from "react";
import { show } from "../seax/page.js";
import { names } from "../seax/server.js";

export const loader = async () => ({ names: await names() });

export default function Home({ loaderData }) {
  useEffect(() => void show(), []);
  return <p>{loaderData.names}</p>;
}

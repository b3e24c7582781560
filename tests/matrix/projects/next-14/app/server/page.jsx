import { names } from "../../seax/server.js";

export const dynamic = "force-dynamic";

export default async function Page() {
  return <p>{await names()}</p>;
}

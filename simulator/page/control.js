/** A control request in, its answer out. Throws in words: the simulator's own reason when it refuses. */
export async function control(method, path, body) {
  const response = await fetch(`/_control/${path}`, { method, body: body && JSON.stringify(body) }).catch(() => {
    throw new Error('the simulator does not answer');
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

// Files in what somebody pastes or drags.

/** Whether it is files and nothing else: a text from Word brings a picture of itself along, a picture of the page is one, too. */
export function areFiles(data: DataTransfer | null): data is DataTransfer {
  return data !== null && data.types.includes("Files") && !["text/plain", "text/html", "text/uri-list"].some((type) => data.types.includes(type));
}

export const filesIn = (data: DataTransfer | null): File[] => (areFiles(data) ? [...data.files] : []);

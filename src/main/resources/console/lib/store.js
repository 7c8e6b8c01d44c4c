// A value that components follow.
import {useEffect, useState} from 'preact/hooks';

export function store(value) {
  const followers = new Set();
  return {
    get: () => value,
    set(next) {
      if (next !== value) {
        value = next;
        followers.forEach((follower) => follower(next));
      }
    },
    use() {
      const [now, setNow] = useState(value);
      useEffect(() => {
        followers.add(setNow);
        setNow(value);
        return () => followers.delete(setNow);
      }, []);
      return now;
    },
  };
}

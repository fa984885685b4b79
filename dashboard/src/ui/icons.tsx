interface IconProps {
  path: string;
}

function Icon({ path }: IconProps) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

export const SunIcon = () => (
  <Icon path="M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />
);
export const MoonIcon = () => <Icon path="M13.5 9.8A5.8 5.8 0 0 1 6.2 2.5a5.8 5.8 0 1 0 7.3 7.3Z" />;
export const HelpIcon = () => (
  <Icon path="M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M6.2 6.2A1.9 1.9 0 1 1 8.6 8c-.4.2-.6.5-.6 1M8 11.4v.1" />
);
export const ExitIcon = () => <Icon path="M6 2.5H3.5v11H6M10.5 11l3-3-3-3M13.5 8h-7" />;
export const SearchIcon = () => <Icon path="M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.4 10.4l3.1 3.1" />;
export const PauseIcon = () => <Icon path="M5.5 3.5v9M10.5 3.5v9" />;
export const PlayIcon = () => <Icon path="M5 3.2v9.6L12.5 8Z" />;
export const CloseIcon = () => <Icon path="M4 4l8 8M12 4l-8 8" />;
export const UpIcon = () => <Icon path="M3.5 10 8 5.5 12.5 10" />;
export const DownIcon = () => <Icon path="M3.5 6 8 10.5 12.5 6" />;

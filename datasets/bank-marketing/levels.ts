// Levels as the file writes them, without `unknown`: an unknown job is a missing one.

export const job = {
  levels: [
    'admin.',
    'blue-collar',
    'entrepreneur',
    'housemaid',
    'management',
    'retired',
    'self-employed',
    'services',
    'student',
    'technician',
    'unemployed',
  ],
  levelLabels: {
    'admin.': { en: 'administration', zh: '行政人员' },
    'blue-collar': { en: 'blue-collar', zh: '蓝领' },
    entrepreneur: { en: 'entrepreneur', zh: '企业主' },
    housemaid: { en: 'housemaid', zh: '家政人员' },
    management: { en: 'management', zh: '管理人员' },
    retired: { en: 'retired', zh: '退休' },
    'self-employed': { en: 'self-employed', zh: '自由职业' },
    services: { en: 'services', zh: '服务业' },
    student: { en: 'student', zh: '学生' },
    technician: { en: 'technician', zh: '技术人员' },
    unemployed: { en: 'unemployed', zh: '待业' },
  },
} as const

export const marital = {
  levels: ['single', 'married', 'divorced'],
  levelLabels: {
    single: { en: 'single', zh: '未婚' },
    married: { en: 'married', zh: '已婚' },
    divorced: { en: 'divorced or widowed', zh: '离异或丧偶' },
  },
} as const

export const education = {
  levels: ['illiterate', 'basic.4y', 'basic.6y', 'basic.9y', 'high.school', 'professional.course', 'university.degree'],
  levelLabels: {
    illiterate: { en: 'illiterate', zh: '文盲' },
    'basic.4y': { en: 'basic, 4 years', zh: '基础教育四年' },
    'basic.6y': { en: 'basic, 6 years', zh: '基础教育六年' },
    'basic.9y': { en: 'basic, 9 years', zh: '基础教育九年' },
    'high.school': { en: 'high school', zh: '高中' },
    'professional.course': { en: 'professional course', zh: '职业教育' },
    'university.degree': { en: 'university degree', zh: '大学学位' },
  },
} as const

/** All twelve, though the file has no call in January or February. */
export const month = {
  levels: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  levelLabels: {
    jan: { en: 'January', zh: '一月' },
    feb: { en: 'February', zh: '二月' },
    mar: { en: 'March', zh: '三月' },
    apr: { en: 'April', zh: '四月' },
    may: { en: 'May', zh: '五月' },
    jun: { en: 'June', zh: '六月' },
    jul: { en: 'July', zh: '七月' },
    aug: { en: 'August', zh: '八月' },
    sep: { en: 'September', zh: '九月' },
    oct: { en: 'October', zh: '十月' },
    nov: { en: 'November', zh: '十一月' },
    dec: { en: 'December', zh: '十二月' },
  },
} as const

export const weekday = {
  levels: ['mon', 'tue', 'wed', 'thu', 'fri'],
  levelLabels: {
    mon: { en: 'Monday', zh: '星期一' },
    tue: { en: 'Tuesday', zh: '星期二' },
    wed: { en: 'Wednesday', zh: '星期三' },
    thu: { en: 'Thursday', zh: '星期四' },
    fri: { en: 'Friday', zh: '星期五' },
  },
} as const

export const outcomeBefore = {
  levels: ['success', 'failure'],
  levelLabels: { success: { en: 'success', zh: '成功' }, failure: { en: 'failure', zh: '失败' } },
} as const
